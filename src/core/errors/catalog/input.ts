// Errors in a file or in what a person entered, found before anything is sent: which file, which line, what to do.

export const inputErrors = {
  'input.missingFile': { advice: 'retry', retryable: false, text: 'The file {file} does not exist.' },
  'input.isFolder': { advice: 'fixFile', retryable: false, text: '{file} is a folder. Choose a CSV file.' },
  'input.notAFile': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is a pipe or a device. Choose a file on a disk.',
  },
  'input.unreadable': { advice: 'fixFile', retryable: false, text: '{file} cannot be read: {reason}.' },
  'input.empty': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is empty. A CSV file needs a header line and at least one row.',
  },
  'input.noRows': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} has a header line but no rows, so there is nothing to send.',
  },
  'input.tooManyRows': {
    advice: 'none',
    retryable: false,
    text: '{file} has {rows} rows. Without the Bulk API, a load can have at most {limit}.',
  },
  'input.binary': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is not a text file: byte {offset} (line {line}) is 0x{byte}. Export it as CSV first.',
  },
  'input.badEncoding': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is not valid {encoding}: byte {offset} on line {line}.',
  },
  'input.notUtf8': {
    advice: 'readAsWindows1252',
    retryable: false,
    text: '{file}, line {line}: byte {offset} is 0x{byte}, which is not valid UTF-8. The file is probably encoded in Windows-1252, as Excel saves it. Load it as Windows-1252, or save it as UTF-8.',
  },
  'input.ragged': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: the row has {found} cells, but the header has {expected}.',
  },
  'input.unclosedQuote': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: the quote that opens here is never closed.',
  },
  'input.strayQuote': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: there is a quote inside the value that starts on line {valueLine}. Enclose the whole value in quotes, and double the quotes inside it.',
  },
  'input.loneCarriageReturn': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: there is a carriage return without a line feed, outside of quotes. Save the file with LF or CRLF line endings.',
  },
  'input.mixedLineEndings': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: this line ends with {found}, but the lines before it end with {expected}. Salesforce accepts only one kind of line ending in a file.',
  },
  'input.emptyHeader': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: column {column} has no name in the header.',
  },
  'input.duplicateHeader': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the column “{name}” appears twice in the header (columns {first} and {second}).',
  },
  'input.tooManyColumns': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} has {found} columns. Salesforce accepts at most {limit}.',
  },
  'input.headerTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the header has {found} characters. Salesforce accepts at most {limit}.',
  },
  'input.cellTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: the value is longer than {limit} characters, the maximum in Salesforce.',
  },
  'input.recordTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: the row is longer than {limit} characters, the maximum in Salesforce.',
  },
  'input.missingColumn': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file} has no column {column}, which the operation {operation} needs.',
  },
  'input.needsExternalId': {
    advice: 'fixMapping',
    retryable: false,
    text: 'An upsert needs the name of an external ID field.',
  },
  'input.unknownColumn': {
    advice: 'fixMapping',
    retryable: false,
    text: 'The mapping names the column “{column}”, which {file} does not have.',
  },
  'input.notAField': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}: the column “{column}” is not a field of {object}, or the user cannot see the field.',
  },
  'input.changed': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} changed while the job was running, so the remaining rows cannot be sent safely.',
  },
  'input.fileExists': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} already exists. Choose another name, move the file, or allow it to be replaced.',
  },
  'input.cannotWrite': { advice: 'fixFile', retryable: false, text: '{file} cannot be written: {reason}.' },
  'input.badArgument': { advice: 'none', retryable: false, text: '{message}' },
} as const;
