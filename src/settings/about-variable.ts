import { z } from 'zod';
import { VARIABLES, type Group, type VariableName } from './variables.js';

export interface AboutVariable {
  readonly name: VariableName;
  readonly group: Group;
  readonly description: string;
  readonly secret: boolean;
  readonly allowed: string;
  /** What is in force without it, in words. */
  readonly unset: string;
}

/** What the documents and the errors say of a variable, read from its schema. */
export function aboutVariable(name: VariableName): AboutVariable {
  const schema: z.ZodType = VARIABLES[name];
  const layers = layersOf(schema);
  const meta = Object.assign({}, ...layers.map((layer) => layer.meta() ?? {}).toReversed()) as z.GlobalMeta;
  return {
    name,
    group: meta.group ?? 'Server',
    description: meta.description ?? '',
    secret: meta.secret ?? false,
    allowed: meta.allowed ?? allowedValues(layers),
    unset: meta.unset ?? defaultOf(schema),
  };
}

export const ALL_VARIABLES: readonly AboutVariable[] = (Object.keys(VARIABLES) as VariableName[]).map(aboutVariable);

// Optional and default wrap the schema that knows what is allowed.
function layersOf(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return [schema, ...layersOf(schema.unwrap() as z.ZodType)];
  }
  return [schema];
}

function allowedValues(layers: readonly z.ZodType[]): string {
  const choice = layers.find((layer) => layer instanceof z.ZodEnum);
  return choice ? choice.options.join(', ') : 'text';
}

function defaultOf(schema: z.ZodType): string {
  const result = schema.safeParse(undefined);
  return result.success && result.data !== undefined ? `${result.data as string | number | boolean}` : '';
}
