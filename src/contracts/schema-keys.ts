import type { z } from 'zod';

/** Every schema a value may be checked against: wrappers removed, unions spread out. */
function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'union') return def.options.flatMap(alternatives);
  if (def.type === 'pipe') return alternatives(def.in);
  return 'innerType' in def ? alternatives(def.innerType) : [schema];
}

/** The schemas that stand at a path of the value. */
export function schemasAt(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
): readonly z.core.$ZodType[] {
  return path.reduce<readonly z.core.$ZodType[]>(
    (schemas, key) => schemas.flatMap((each) => child(each, key)),
    alternatives(schema),
  );
}

function child(schema: z.core.$ZodType, key: PropertyKey): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'array') return alternatives(def.element);
  if (def.type !== 'object' || !Object.hasOwn(def.shape, key)) return [];
  const member = def.shape[String(key)];
  return member === undefined ? [] : alternatives(member);
}

/** Keys an object may have under any of the schemas. */
export function objectKeys(schemas: readonly z.core.$ZodType[]): readonly string[] {
  const keys = schemas.flatMap((schema) => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    return def.type === 'object' ? Object.keys(def.shape) : [];
  });
  return [...new Set(keys)];
}

/** Words that are allowed under any of the schemas. */
export function literalWords(schemas: readonly z.core.$ZodType[]): readonly string[] {
  return schemas.flatMap((schema) => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    if (def.type === 'literal') return def.values.filter((value) => typeof value === 'string');
    return def.type === 'enum' ? Object.values(def.entries).map(String) : [];
  });
}

/** What else than fixed words is allowed, in words. */
export function kinds(schemas: readonly z.core.$ZodType[]): readonly string[] {
  const types = schemas.map((schema) => (schema as z.core.$ZodTypes)._zod.def.type);
  return [
    ...(types.includes('string') ? ['text'] : []),
    ...(types.includes('object') ? ['an object (key: value)'] : []),
  ];
}

/** Of the object schemas, those whose fixed words (`engine: external`) agree with the value. */
export function agreeingWith(
  schemas: readonly z.core.$ZodType[],
  value: unknown,
): readonly z.core.$ZodType[] {
  const agreeing = schemas.filter((schema) => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    if (def.type !== 'object' || typeof value !== 'object' || value === null) return false;
    return Object.entries(value).every(([key, item]) => {
      const words = literalWords(child(schema, key));
      return words.length === 0 || words.includes(String(item));
    });
  });
  return agreeing.length > 0 ? agreeing : schemas;
}
