// Front door of mappings: makes simple ones, and exports what reads, checks, runs and previews them.
import type { FieldMapping } from '../model/mapping';
import type { MappingFile } from './mappingFile';

export { columnsOf, compileMapping, type LookupAnswers } from './compile';
export { completeMapping, type MappingCompletion } from './completeMapping';
export type { Converted } from './failure';
export type { MappingFile, MappingProblem, ParsedMapping } from './mappingFile';
export { mappingSchema } from './mappingSchema';
export type { ColumnMatch, RememberedColumn } from './matchTypes';
export { matchColumns } from './match';
export { parentsNamed, targetOf, toParentFields, type ParentTarget } from './parentColumns';
export { areAsTheyAre, proposeColumns, toMapping, type ColumnProposal, type ProposalField } from './propose';
export { readSdl, type SdlReport } from './sdl';
export type { SdlField } from './sdlField';
export { suggestStep } from './suggestSteps';
export { previewMapping, type PreviewCell } from './preview';
export { parseWithTables, readMapping } from './readMapping';
export type { RowCells } from './rowCells';
export { isValue } from './steps';
export { lookUp } from './lookup';
export { fitsColumns, unknownFields } from './knownFields';
export { findLookup, toFieldPath } from './fieldPath';
export { isRequired, takesValues } from './fieldRules';
export { checkValues } from './valueCheck';
export { isDay, isNumber, toBoolean } from './valueForms';

export const rename = (column: string, field: string): FieldMapping => ({ field, from: [column], steps: [] });

/** The text of a mapping file. What `before` says and `file` keeps stays as it is, with its comments. */
export async function writeMapping(file: MappingFile, before?: string): Promise<string> {
  const { toMappingText } = await import('./mappingText');
  return toMappingText(file, before);
}
