const LABELS: Readonly<Record<string, string>> = {
  XLSX: 'Excel spreadsheet',
  XLS: 'Excel spreadsheet',
  PDF: 'PDF document',
  DOCX: 'Word document',
  DOC: 'Word document',
  PPTX: 'PowerPoint presentation',
  PPT: 'PowerPoint presentation',
  CSV: 'CSV file',
  TXT: 'Text file',
  JSON: 'JSON file',
};
const IMAGES: ReadonlySet<string> = new Set(['PNG', 'JPG', 'JPEG', 'GIF', 'WEBP']);

/** What kind of file a name stands for, by its extension: `PDF document`, `ZIP file`. */
export function fileLabel(path: string): string {
  const extension = (/\.([^./]+)$/.exec(path)?.[1] ?? 'unknown').toUpperCase();
  if (IMAGES.has(extension)) return `Image (${extension})`;
  return LABELS[extension] ?? `${extension} file`;
}
