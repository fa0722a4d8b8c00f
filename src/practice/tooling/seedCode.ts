// Adds the sample classes and the sample trigger to an org without code.
import { codeTable } from '../apex/sources';
import { sampleClasses, sampleTriggers } from '../seed/apex/code';
import type { Org } from '../org/org';
import { addRow } from './systemRows';

const apiVersion = 66;

/** @param org the org with the objects of the Tooling API */
export function seedCode(org: Org): void {
  if (codeTable(org, 'ApexClass').nextNumber > 0) return;
  const common = { ApiVersion: apiVersion, Status: 'Active', IsValid: true };
  const sizeOf = (body: string): number => body.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').length;
  for (const [name, body] of Object.entries(sampleClasses)) {
    addRow(org, 'ApexClass', { ...common, Name: name, Body: body, LengthWithoutComments: sizeOf(body) });
  }
  for (const [name, { object, body }] of Object.entries(sampleTriggers)) {
    const usage = { UsageBeforeInsert: true, UsageBeforeUpdate: true };
    addRow(org, 'ApexTrigger', {
      ...common,
      ...usage,
      Name: name,
      Body: body,
      TableEnumOrId: object,
      LengthWithoutComments: sizeOf(body),
    });
  }
}
