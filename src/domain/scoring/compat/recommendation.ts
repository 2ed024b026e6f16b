const RECOMMENDATIONS = ['Beat', 'Miss', 'Buy', 'Sell', 'Hold'] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number] | 'Unknown';

/** The first of the words, in this order, that stands anywhere in the reply ("household" is Hold). */
export function recommendationOf(reply: string): Recommendation {
  const text = reply.toLowerCase();
  return RECOMMENDATIONS.find((word) => text.includes(word.toLowerCase())) ?? 'Unknown';
}
