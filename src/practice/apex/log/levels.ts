// The categories and levels of a debug log.
// See https://help.salesforce.com/s/articleView?id=sf.code_setting_debug_log_levels.htm

export const categories = [
  'APEX_CODE',
  'APEX_PROFILING',
  'CALLOUT',
  'DATA_ACCESS',
  'DB',
  'NBA',
  'SYSTEM',
  'VALIDATION',
  'VISUALFORCE',
  'WAVE',
  'WORKFLOW',
] as const;

export type Category = (typeof categories)[number];

const ranks = ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST'] as const;
export type Level = (typeof ranks)[number];

export type Levels = Readonly<Partial<Record<Category, Level>>>;

export const rankOf = (level: string | undefined): number => {
  const upper = (level ?? 'NONE').toUpperCase();
  // INTERNAL is an older name of the lowest level that is logged.
  return upper === 'INTERNAL' ? 1 : Math.max(0, ranks.indexOf(upper as Level));
};

export const toLevel = (text: string | undefined): Level => ranks[rankOf(text)] ?? 'NONE';

/** The fields of DebugLevel, and the names in the header of SOAP calls, by category. */
export const levelFields: Readonly<Record<Category, string>> = {
  APEX_CODE: 'ApexCode',
  APEX_PROFILING: 'ApexProfiling',
  CALLOUT: 'Callout',
  DATA_ACCESS: 'DataAccess',
  DB: 'Database',
  NBA: 'Nba',
  SYSTEM: 'System',
  VALIDATION: 'Validation',
  VISUALFORCE: 'Visualforce',
  WAVE: 'Wave',
  WORKFLOW: 'Workflow',
};

export const defaultLevels: Levels = {
  APEX_CODE: 'DEBUG',
  APEX_PROFILING: 'INFO',
  DB: 'INFO',
  SYSTEM: 'DEBUG',
  VALIDATION: 'INFO',
  WORKFLOW: 'INFO',
  CALLOUT: 'INFO',
  VISUALFORCE: 'INFO',
};

/** The names of the categories in a DebuggingHeader. */
const headerNames: Readonly<Record<string, Category>> = {
  db: 'DB',
  workflow: 'WORKFLOW',
  validation: 'VALIDATION',
  callout: 'CALLOUT',
  apex_code: 'APEX_CODE',
  apex_profiling: 'APEX_PROFILING',
  visualforce: 'VISUALFORCE',
  system: 'SYSTEM',
  wave: 'WAVE',
  nba: 'NBA',
  data_access: 'DATA_ACCESS',
};

export function levelsOfHeader(pairs: readonly { readonly category: string; readonly level: string }[]): Levels {
  const levels: Partial<Record<Category, Level>> = {};
  for (const { category, level } of pairs) {
    const name = headerNames[category.toLowerCase()];
    if (category.toLowerCase() === 'all') for (const one of categories) levels[one] ??= toLevel(level);
    else if (name) levels[name] = toLevel(level);
  }
  return levels;
}

/** The single level of an older DebuggingHeader. */
export function levelsOfDebugLevel(level: string): Levels {
  switch (level.toUpperCase()) {
    case 'NONE':
      return {};
    case 'DEBUGONLY':
      return { APEX_CODE: 'DEBUG' };
    case 'DB':
      return { APEX_CODE: 'DEBUG', DB: 'INFO' };
    case 'PROFILING':
      return { APEX_CODE: 'DEBUG', DB: 'INFO', APEX_PROFILING: 'FINE' };
    case 'DETAIL':
      return { ...defaultLevels, APEX_CODE: 'FINEST', SYSTEM: 'FINE' };
    default:
      return defaultLevels;
  }
}
