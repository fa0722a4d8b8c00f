// What the Apex feature contributes: running a file or selected code, and switching its result between two views.
import { whenOrgs, type FeatureManifest } from '../../../shared/manifest';

// In a remote window the workbench sees files of the remote machine under its own scheme.
const onFile = 'resourceScheme =~ /^(file|vscode-remote)$/ && resourceExtname =~ /^\\.apex$/i';
// Salesforce's extensions give anonymous Apex this language, also in documents without a file.
const onApex = `${onFile} || resourceLangId == apex-anon || resourceScheme == untitled && resourceLangId == apex`;
const onCode = `${onApex} || editorHasSelection && resourceExtname =~ /^\\.(cls|trigger|md|txt)$/i`;
const onResult = 'resourceScheme == kinetic-report && resourceFilename =~ /^Apex result .*\\.log$/';

export const manifest = {
  settings: {
    'kinetic.apex.codeLens': {
      type: 'boolean',
      default: true,
      description: 'Shows a link above Apex code that names the org and runs the code there.',
    },
  },
  languages: [
    {
      id: 'apex-anon',
      aliases: ['Anonymous Apex'],
      extensions: ['.apex'],
      configuration: './media/apex.language.json',
    },
  ],
  // Another extension contributes this language; a new document of it can be run.
  activationEvents: ['onLanguage:apex'],
  commands: {
    'kinetic.apex.run': { title: 'Run Apex', icon: '$(play)', palette: onCode },
    'kinetic.apex.runAndRollBack': {
      title: 'Run Apex and Roll Back',
      icon: '$(discard)',
      palette: onCode,
    },
    'kinetic.apex.runInSeveral': { title: 'Run Apex in Several Orgs…', icon: '$(run-all)', palette: onCode },
    'kinetic.apex.history': { title: 'Apex History…', icon: '$(history)', palette: whenOrgs },
    'kinetic.apex.switchLog': {
      title: 'Switch Between Debug Lines and Whole Log',
      icon: '$(list-filter)',
      palette: onResult,
    },
  },
  menus: {
    'explorer/context': [
      { command: 'kinetic.apex.run', when: onFile, group: '2_kinetic@1' },
      { command: 'kinetic.apex.runAndRollBack', when: onFile, group: '2_kinetic@2' },
    ],
    'editor/title': [
      { command: 'kinetic.apex.run', when: onApex, group: 'navigation@10' },
      { command: 'kinetic.apex.runAndRollBack', when: onApex, group: '2_kinetic@1' },
      { command: 'kinetic.apex.runInSeveral', when: onApex, group: '2_kinetic@2' },
      { command: 'kinetic.apex.history', when: onApex, group: '2_kinetic@3' },
      { command: 'kinetic.apex.switchLog', when: onResult, group: 'navigation@10' },
    ],
    'editor/title/context': [
      { command: 'kinetic.apex.run', when: onApex, group: '2_kinetic@1' },
      { command: 'kinetic.apex.runAndRollBack', when: onApex, group: '2_kinetic@2' },
    ],
    'editor/context': [
      { command: 'kinetic.apex.run', when: onCode, group: '2_kinetic@2' },
      { command: 'kinetic.apex.runAndRollBack', when: onCode, group: '2_kinetic@3' },
      { command: 'kinetic.apex.runInSeveral', when: onCode, group: '2_kinetic@4' },
    ],
  },
} as const satisfies FeatureManifest;
