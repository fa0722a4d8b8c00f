// What is wrong with a file or an answer of the person, found before anything is sent: which file, which line, what to do.

export const inputErrors = {
  'input.missingFile': { advice: 'retry', retryable: false, text: 'There is no file {file}.' },
  'input.isFolder': { advice: 'fixFile', retryable: false, text: '{file} is a folder. Choose a CSV file.' },
  'input.noFile': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is a pipe or a device, which cannot be read twice or written beside. Name a file on a disk.',
  },
  'input.unreadable': { advice: 'fixFile', retryable: false, text: '{file} cannot be read: {reason}.' },
  'input.empty': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is empty. A CSV needs a header line and at least one row.',
  },
  'input.noRows': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} has a header line but no rows, so there is nothing to send.',
  },
  'input.tooManyRows': {
    advice: 'none',
    retryable: false,
    text: '{file} has {rows} rows. In single calls at most {limit} are loaded; the Bulk API takes any number.',
  },
  'input.binary': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is not text: byte {offset} (line {line}) is 0x{byte}. Export it as CSV first.',
  },
  'input.badEncoding': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is not valid {encoding}: byte {offset} on line {line}.',
  },
  'input.notUtf8': {
    advice: 'readAsWindows1252',
    retryable: false,
    text: '{file}, line {line}: byte {offset} is 0x{byte}, which is not UTF-8 here, and everything before it is plain ASCII. Most likely the file is in Windows-1252, as Excel saves it: load it as that, or save it as UTF-8.',
  },
  'input.ragged': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: {found} cells where the header has {expected}.',
  },
  'input.unclosedQuote': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: the quote that opens here is never closed.',
  },
  'input.strayQuote': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: a quote stands inside the value that begins on line {valueLine}. Only a whole value may stand in quotes, and quotes within it are doubled.',
  },
  'input.loneCarriageReturn': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: a carriage return stands alone outside quotes. Save the file with LF or CRLF line endings.',
  },
  'input.mixedLineEndings': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: this line ends in {found}, the lines before in {expected}. Salesforce accepts only one kind in a file.',
  },
  'input.emptyHeader': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: column {column} has no name in the header.',
  },
  'input.duplicateHeader': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the column “{name}” stands twice in the header (columns {first} and {second}).',
  },
  'input.tooManyColumns': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} has {found} columns; Salesforce takes at most {limit}.',
  },
  'input.headerTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the header has {found} characters; Salesforce takes at most {limit}.',
  },
  'input.cellTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: the value is longer than {limit} characters, the most Salesforce takes.',
  },
  'input.recordTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: the record is longer than {limit} characters, the most Salesforce takes.',
  },
  'input.missingColumn': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file} has no column {column}, which {operation} needs.',
  },
  'input.needsExternalId': {
    advice: 'fixMapping',
    retryable: false,
    text: 'Upsert needs the name of an external id field.',
  },
  'input.unknownColumn': {
    advice: 'fixMapping',
    retryable: false,
    text: 'The mapping names the column “{column}”, which {file} does not have.',
  },
  'input.notAField': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}: the column “{column}” is no field of {object}, or the user cannot see it.',
  },
  'input.changed': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed while the job was running, so the rest cannot be sent safely.',
  },
  'input.fileExists': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is there already. Choose another name, move it away, or allow it to be replaced.',
  },
  'input.cannotWrite': { advice: 'fixFile', retryable: false, text: '{file} cannot be written: {reason}.' },
  'input.badArgument': { advice: 'none', retryable: false, text: '{message}' },
} as const;
