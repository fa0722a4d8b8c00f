// The manifest of the product: the view container, the walkthrough, commands of no feature, the list of features.
import type { CommandIdOf, FeatureManifest, ProductManifest } from '../shared/manifest';
import { manifest as apex } from './features/apex/manifest';
import { manifest as jobs } from './features/jobs/manifest';
import { manifest as load } from './features/load/manifest';
import { manifest as logs } from './features/logs/manifest';
import { manifest as mapping } from './features/mapping/manifest';
import { manifest as orgs } from './features/orgs/manifest';
import { manifest as practice } from './features/practice/manifest';
import { manifest as exports } from './features/export/manifest';
import { manifest as sample } from './features/sample/manifest';
import { manifest as terminal } from './features/terminal/manifest';
import { manifest as tests } from './features/tests/manifest';

/** What belongs to no feature. */
export const shell = {
  commands: {
    'kinetic.log.show': { title: 'Show Log', icon: '$(output)' },
    'kinetic.walkthrough.open': { title: 'Open Walkthrough', icon: '$(book)' },
  },
  menus: {
    'view/title': [
      { command: 'kinetic.walkthrough.open', when: 'view =~ /^kinetic\\./', group: '8_help@1' },
      { command: 'kinetic.log.show', when: 'view =~ /^kinetic\\./', group: '9_log@1' },
    ],
  },
} as const satisfies FeatureManifest;

const features = [shell, orgs, sample, jobs, load, mapping, exports, apex, tests, logs, practice, terminal] as const;

/** The id of every command, for links and buttons outside the feature that owns it. */
export type CommandId = CommandIdOf<(typeof features)[number]>;

export const product: ProductManifest = {
  category: 'Kinetic',
  container: { id: 'kinetic', title: 'Kinetic', icon: 'media/kinetic.svg' },
  walkthrough: {
    id: 'start',
    title: 'Get Started with Kinetic for Salesforce',
    text: 'Load a CSV file into Salesforce, and see the reason for every row that fails.',
    steps: {
      sample: {
        title: 'Try a Sample',
        text: 'Load a sample of 60 accounts into the practice org, a simulated Salesforce org on your computer. It needs no account and no network. Press Enter to start the load: 7 rows fail, for reasons that you can fix in the file.\n[Try a Sample](command:kinetic.sample.try)\nYou can also [start the practice org](command:kinetic.practice.start) alone.',
        image: 'media/walkthrough/practice.svg',
        altText: 'The Jobs view without jobs, with a button to try a sample',
        doneOn: ['onContext:kinetic.done.sample'],
      },
      failed: {
        title: 'See Why Rows Failed',
        text: 'A job keeps each failed row with its line in your file and the error from Salesforce, grouped by error. Fix the rows and send only those again.\n[Show Failed Rows](command:kinetic.jobs.showFailed)',
        image: 'media/walkthrough/failed.svg',
        altText: 'A grid of failed rows grouped by error',
        doneOn: ['onContext:kinetic.done.failed'],
      },
      load: {
        title: 'Load Your Own CSV File',
        text: 'Right-click a CSV file in the Explorer and choose **Load CSV into Salesforce…**, or drop it on an org in the Orgs view. Kinetic guesses the object, the operation and the key from the file; press Enter to accept them.\n[Load a CSV](command:kinetic.load.csv)',
        image: 'media/walkthrough/load.svg',
        altText: 'The first step of a load, offering a bulk upsert of the rows of a file',
        doneOn: ['onContext:kinetic.done.load'],
      },
      connect: {
        title: 'Connect Your Own Org',
        text: 'Sign in with the browser, with an org of the Salesforce CLI, or with JWT. Secrets stay in the secret storage of VS Code. Production orgs are marked, and every load into one asks for confirmation.\n[Add an Org](command:kinetic.orgs.add)\nCheck whether the org is ready, and where in Setup to add what is missing.\n[Check Org Readiness](command:kinetic.orgs.check)',
        image: 'media/walkthrough/connect.svg',
        altText: 'The status bar with a production org marked by text and color',
        doneOn: ['onContext:kinetic.done.connect'],
      },
    },
  },
  untrusted: {
    text: 'Kinetic sends files only when you start a load. It ignores the settings of the workspace until you trust it.',
  },
  yamlValidation: [{ fileMatch: '*.kmap.yaml', url: './media/kmap.schema.json' }],
  virtual: { text: 'Kinetic reads and writes files on the disk of this computer.' },
  features,
};
