// Errors in a file or in what a person entered, found before anything is sent: which file, which line, what to do.

export const inputErrors = {
  'input.missingFile': { advice: 'retry', retryable: false, text: 'The file {file} does not exist. Check its path.' },
  'input.isFolder': { advice: 'fixFile', retryable: false, text: '{file} is a folder. Choose a file.' },
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
    text: '{file} has {rows} rows. Without the Bulk API, a load can have at most {limit}. Split the file, or load it with the Bulk API.',
  },
  'input.renamedLines': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the column {column} is in the place of sf__Line. If it contains the line numbers, rename it to sf__Line, or remove it. If it is a field, move it after another column.',
  },
  'input.unknownLine': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: no row of this retry is on line “{value}”, which the row has in sf__Line. Correct the number, or clear the cell of a row that you added.',
  },
  'input.binary': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is not a text file: byte {offset} (line {line}) is 0x{byte}. Export it as CSV first.',
  },
  'input.badEncoding': {
    advice: 'chooseEncoding',
    retryable: false,
    text: '{file}, line {line}: byte {offset} is not valid {encoding}. Choose the encoding in which the file was saved, or correct this line.',
  },
  'input.strayByte': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: byte {offset} is 0x{byte}, which is not valid UTF-8, although the other characters are. Correct this line and save the file as UTF-8.',
  },
  'input.unknownEncoding': {
    advice: 'chooseEncoding',
    retryable: false,
    text: '{file}, line {line}: byte {offset} is 0x{byte}, so the file is not UTF-8. Its bytes do not say which encoding it has. Choose the one that reads its values correctly, for example {candidates}.',
  },
  'input.replacementCharacters': {
    advice: 'acceptCharacters',
    retryable: false,
    text: '{file}, line {line}, column {column}: the value contains the character U+FFFD, which replaced text when the file was saved in another encoding. Number of these characters in the file: {count}. Export the file again from its source.',
  },
  'input.ragged': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: cells in the row: {found}; columns in the header: {expected}. Add or remove cells, or enclose values that contain the delimiter in quotes.',
  },
  'input.unclosedQuote': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: the quote that opens here is never closed. Add the closing quote.',
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
    advice: 'useCollections',
    retryable: false,
    text: '{file}, line {line}: a value has a {found} line break, but values before it use {expected}. The Bulk API accepts only one kind in a file. Load the file with collections, which keep both.',
  },
  'input.naAsText': {
    advice: 'useCollections',
    retryable: false,
    text: '{file} has cells that are #N/A. The Bulk API cannot store #N/A as text: it clears the field. Load the file with collections, which can store it, or let #N/A clear the fields.',
  },
  'input.mixedLineEndingsInBulk': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: a value has a line break of the kind {found}, but values before it have {expected}. The Bulk API accepts only one kind in a file, and no other API has this operation. Use one kind of line break in all values.',
  },
  'input.naAsTextInBulk': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the Bulk API clears the field of a cell that is #N/A and cannot store it as text, and no other API has an upsert by Id. Let #N/A clear its fields, or update the records instead.',
  },
  'input.emptyHeader': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: column {column} has no name in the header. Name the column, or remove it.',
  },
  'input.hiddenCharacter': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the name of column {column}, “{name}”, has an invisible character, {character}, so Salesforce would not know the field. Remove the character from the header.',
  },
  'input.hiddenCharacterInMapping': {
    advice: 'fixMapping',
    retryable: false,
    text: 'The mapping names the field “{field}”, which has an invisible character, {character}, so Salesforce would not know the field. Remove the character from the mapping.',
  },
  'input.duplicateHeader': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the column “{name}” appears twice in the header (columns {first} and {second}). Rename or remove one of them.',
  },
  'input.tooManyColumns': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} has {found} columns. Salesforce accepts at most {limit}. Remove columns that are not needed.',
  },
  'input.headerTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the header has {found} characters. Salesforce accepts at most {limit}. Remove columns that are not needed.',
  },
  'input.cellTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: the value is longer than {limit} characters, the maximum in Salesforce. Shorten it.',
  },
  'input.recordTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: the row is longer than {limit} characters, the maximum in Salesforce. Shorten its values.',
  },
  'input.missingColumn': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file} has no column {column}, which the operation {operation} needs. Add the column, or choose another operation.',
  },
  'input.noColumns': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}: all columns are left out, so there is nothing to load. Choose another object, or send at least one column.',
  },
  'input.needsExternalId': {
    advice: 'fixMapping',
    retryable: false,
    text: 'An upsert needs the name of an external ID field. Choose a field, or choose another operation.',
  },
  'input.unknownColumn': {
    advice: 'fixMapping',
    retryable: false,
    text: 'The mapping names the column “{column}”, which {file} does not have. Correct the mapping.',
  },
  'input.badMapping': {
    advice: 'fixMapping',
    retryable: false,
    text: '{place}: {message}',
  },
  'input.badMappingFile': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}, line {line}, column {column}: {message}',
  },
  'input.otherObject': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file} is a mapping for {object}, and the rows go into {other}. Choose a mapping for {other}, or load into {object}.',
  },
  'input.unmappedColumn': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}: the mapping is strict and does not name the column “{column}”. Map it to a field, or add it to leaveOut.',
  },
  'input.headerCount': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}: columns in the file: {found}; headers in the mapping: {expected}. Name each column of the file once.',
  },
  'input.cannotConvert': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}, line {line}, column {column}: {problem} Nothing was sent. Number of values that cannot be converted: {count}. Correct them, or change the mapping.',
  },
  'input.notAField': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}: the column “{column}” is not a field of {object}, or the user cannot see the field. Correct the name of the column, or leave the column out.',
  },
  'input.notAnExternalId': {
    advice: 'fixMapping',
    retryable: false,
    text: '{field} is not an external ID field of {object}, so an upsert cannot find records by it. Choose another field, or make it an external ID in Setup.',
  },
  'input.operationNotAllowed': {
    advice: 'fixMapping',
    retryable: false,
    text: 'The operation {operation} is not possible for {object}: the object does not allow it, or the user does not have the permission. Choose another operation, or grant the permission in Setup.',
  },
  'input.readOnlyField': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}: the operation {operation} cannot set the field of the column “{column}” in {object}, so rows with a value in it fail. Leave the column out, or grant the permission in Setup.',
  },
  'input.wrongType': {
    advice: 'fixMapping',
    retryable: false,
    text: '{count} of {values} values of {field} are not {kind}, the first in {file}, line {line}: “{value}”. Their rows fail. Correct the values, or convert them with a mapping.',
  },
  'input.requiredField': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file} has no column for the field {field}, which {object} requires. Rows of new records fail, unless automation in the org sets the field. Add the column.',
  },
  'input.changed': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} changed after the load began, so its remaining rows were not sent and are unprocessed. To send them, start a new load.',
  },
  'input.changedWhileRead': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} changed while it was read, so nothing was sent. Start the load again.',
  },
  'input.fileExists': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} already exists. Choose another name, move the file, or allow it to be replaced.',
  },
  'input.cannotWrite': { advice: 'fixFile', retryable: false, text: '{file} cannot be written: {reason}.' },
  'input.apexTooLong': {
    advice: 'none',
    retryable: false,
    text: 'The code is too long: its length is {found}, and Salesforce runs at most {limit} characters at once. Move parts of it into a class.',
  },
  'input.apexTooLongForTooling': {
    advice: 'none',
    retryable: false,
    text: '{org} does not accept the code over SOAP: {reason} The Tooling API accepts code only in a URL of at most {limit} characters, and this code needs {found}. Make it shorter.',
  },
  'input.badArgument': { advice: 'none', retryable: false, text: '{message}' },
  'input.optionOfOtherOperation': {
    advice: 'none',
    retryable: false,
    text: 'The option “{option}” has no meaning for {operation}. Leave it out.',
  },
  'input.optionOfOtherApi': {
    advice: 'none',
    retryable: false,
    text: 'The option “{option}” is not possible with {api}. Choose {apis}, let the API be chosen automatically, or leave the option out.',
  },
  'input.optionsTogether': {
    advice: 'none',
    retryable: false,
    text: '“{option}” and “{other}” are not possible together: Salesforce has no API for both. Leave one of them out.',
  },
  'input.noAssignmentRules': {
    advice: 'none',
    retryable: false,
    text: '{object} has no assignment rules: only leads and cases do. Leave the option out.',
  },
  'input.noActiveAssignmentRule': {
    advice: 'none',
    retryable: false,
    text: 'The org has no active assignment rule for {object}. Activate one in Setup, name a rule by its ID, or leave the option out.',
  },
  'input.badAssignmentRule': {
    advice: 'none',
    retryable: false,
    text: '“{value}” is not an assignment rule. Use “active”, or the ID of a rule, which begins with 01Q.',
  },
  'input.badRecordsPerCall': {
    advice: 'none',
    retryable: false,
    text: '{value} records per call are not possible. Use a whole number from 1 to 200.',
  },
} as const;
