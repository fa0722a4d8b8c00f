// A load that begins with a mapping file, as from the page of the file.
import { l10n, type Uri } from 'vscode';
import { fileNameOf } from '../../host/fileName';
import { withTask } from '../../host/task';
import type { Draft } from './draft';
import { guessDraft } from './guessDraft';
import { useMappingFile } from './mappingFile';
import type { LoadContext } from './questions';

/** Into the object that the file names. The draft as it was guessed when the file is not for this load. */
export async function withGivenMapping(draft: Draft, mapping: Uri, context: LoadContext): Promise<Draft> {
  const { core, deps, remembered } = context;
  const { org, inspection, dialect } = draft;
  const shown = { title: l10n.t('Reading {0}…', fileNameOf(mapping.path)), where: 'notification' } as const;
  const { guessed, fields } = await withTask(shown, async (task) => {
    const { file } = await core.readMapping(mapping.fsPath, { file: inspection.file, dialect }, task.signal);
    const object = file.object ?? draft.guess?.object;
    if (object === undefined) return { guessed: draft, fields: [] };
    const isGuessed = object.toLowerCase() === draft.guess?.object.toLowerCase();
    return {
      guessed: isGuessed
        ? draft
        : await guessDraft(draft, remembered, (source) => core.guessFor(org.orgId, object, source, task)),
      fields: (await (await core.org(org.orgId)).rest.describes.object(object, task)).fields,
    };
  });
  return (await useMappingFile(guessed, mapping, { core, remembered, reports: deps.reports, fields })) ?? guessed;
}
