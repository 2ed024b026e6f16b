import { z } from 'zod';

const UsdPerMillionTokens = z.number().min(0);

/** `config/prices.yaml` */
export const PricesFileSchema = z.strictObject({
  prices: z.array(
    z.strictObject({
      model: z.string().min(1),
      input: UsdPerMillionTokens,
      output: UsdPerMillionTokens,
    }),
  ),
});
