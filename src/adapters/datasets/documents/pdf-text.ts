import { getDocumentProxy } from 'unpdf';
import type { DocumentLimits } from './document-limits.ts';

/** Text of a PDF document, page by page, until there is enough of it; scans have none. */
export async function pdfText(
  bytes: Uint8Array,
  { textCharsMax }: DocumentLimits,
): Promise<string> {
  // The reader takes the bytes over; ours must stay as they are.
  const document = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  try {
    const pages: string[] = [];
    let chars = 0;
    for (let number = 1; number <= document.numPages && chars <= textCharsMax; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const text = items
        .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
        .join('')
        .trim();
      page.cleanup();
      if (text === '') continue;
      chars += text.length;
      pages.push(`Page ${number}\n${text}`);
    }
    return pages.join('\n\n');
  } finally {
    await document.loadingTask.destroy();
  }
}
