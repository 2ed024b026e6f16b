/** What `durabench export` writes. */
export const EXPORT_FORMATS = ['json', 'csv', 'parquet', 'inspect'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
