// An export as a user does it: right-click a query, accept the offer, open the file.
import { chooseInMenu, explorerRow, openMenu, showContainer } from './parts';
import { question, type Question } from './quickInput';
import type { Workbench } from './workbench';

/** Right-clicks a query in the explorer and chooses to export it. */
export async function chooseToExport({ page, screenshot }: Workbench, file: string): Promise<void> {
  await showContainer(page, 'Explorer');
  const entry = 'Export Query Results…';
  await openMenu(page, await explorerRow(page, file), entry);
  await screenshot('right-click-query');
  await chooseInMenu(page, entry);
}

/** The same, up to the offer. */
export async function askToExport(workbench: Workbench, file: string): Promise<Question> {
  await chooseToExport(workbench, file);
  return exportOffer(workbench);
}

export const exportOffer = ({ page }: Workbench): Promise<Question> => question(page, /^Press Enter to start/);
