import { z } from 'zod';

const Tokens = z.number().int().positive().nullable().catch(null);

/** vLLM and our CPU server name `max_model_len`, llama.cpp `meta.n_ctx`. */
const ModelList = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      max_model_len: Tokens,
      meta: z.object({ n_ctx: Tokens }).nullable().catch(null),
    }),
  ),
});

/** Tokens of context that a model list gives for a model; null when it gives none. */
export function listedContextTokens(listText: string, model: string): number | null {
  const { data: list } = ModelList.safeParse(parseJson(listText));
  const listed = list?.data.find(({ id }) => id === model);
  return listed?.max_model_len ?? listed?.meta?.n_ctx ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
