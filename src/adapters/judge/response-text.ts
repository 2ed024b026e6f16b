/** The text of a response, cut after so many bytes: what follows is not read. */
export async function textOf(response: Response, bytesMax: number): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytesLeft = bytesMax;
  for await (const chunk of response.body) {
    text += decoder.decode(chunk.subarray(0, bytesLeft), { stream: true });
    bytesLeft -= chunk.length;
    if (bytesLeft <= 0) break;
  }
  return text + decoder.decode();
}
