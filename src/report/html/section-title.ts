/** `options_trading` is "Options trading". */
export const sectionTitle = (section: string): string =>
  section.charAt(0).toUpperCase() + section.slice(1).replaceAll('_', ' ');
