// Answers a load of a spreadsheet, which only works through CSV so far.
import { l10n, type Uri } from 'vscode';
import { fileNameOf } from '../../host/fileName';
import { showInfo } from '../../host/messages';
import { askFile } from './tableFile';

/** Resolves to the CSV that the person has saved and chosen. */
export async function askForCsv(workbook: Uri): Promise<Uri | undefined> {
  const choose = l10n.t('Choose a CSV File…');
  const chosen = await showInfo(
    l10n.t(
      '{0} is a spreadsheet. Kinetic cannot load spreadsheets yet. Save the sheet as “CSV UTF-8” in your spreadsheet program and load the CSV file.',
      fileNameOf(workbook.path),
    ),
    choose,
  );
  return chosen === choose ? askFile() : undefined;
}
