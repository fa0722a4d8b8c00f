// The product's manifest: the view container, the walkthrough, what belongs to no single feature, and the list of features.
import type { CommandIdOf, FeatureManifest, ProductManifest } from '../shared/manifest';
import { manifest as jobs } from './features/jobs/manifest';
import { manifest as load } from './features/load/manifest';
import { manifest as orgs } from './features/orgs/manifest';
import { manifest as practice } from './features/practice/manifest';
import { manifest as query } from './features/export/manifest';

/** The house itself: what stays when every feature is taken out. */
export const house = {
  commands: {
    'kinetic.log.show': { title: 'Show Log', icon: '$(output)' },
  },
  menus: {
    'view/title': [{ command: 'kinetic.log.show', when: 'view =~ /^kinetic\\./', group: '9_log@1' }],
  },
} as const satisfies FeatureManifest;

const features = [house, orgs, jobs, load, query, practice] as const;

/** Every command id there is, for links and buttons outside the feature that owns it. */
export type CommandId = CommandIdOf<(typeof features)[number]>;

export const product: ProductManifest = {
  category: 'Kinetic',
  container: { id: 'kinetic', title: 'Kinetic', icon: 'media/kinetic.svg' },
  walkthrough: {
    id: 'start',
    title: 'Get started with Kinetic for Salesforce',
    text: 'From a CSV file to records in Salesforce, with a reason for every row that did not make it.',
    steps: {
      practice: {
        title: 'Start the practice org',
        text: 'A simulated Salesforce runs on this machine. It needs no account and no network, and it refuses what Salesforce refuses.\n[Start the Practice Org](command:kinetic.practice.start)',
        image: 'media/walkthrough/practice.svg',
        altText: 'The Orgs view with the practice org as the current org',
        doneOn: ['onCommand:kinetic.practice.start', 'onContext:kinetic.hasOrg'],
      },
      load: {
        title: 'Load a CSV file',
        text: 'Choose **Load CSV into Salesforce…** in the menu of a CSV file in the Explorer. Object, operation and key are guessed from the file; press Enter to accept them.\n[Load a CSV](command:kinetic.load.csv)',
        image: 'media/walkthrough/load.svg',
        altText: 'The first step of a load, offering a bulk upsert of the rows of a file',
        doneOn: ['onCommand:kinetic.load.csv'],
      },
      failed: {
        title: 'Read why rows failed',
        text: 'A job keeps each failed row with its line in your file and the reason Salesforce gave, grouped by error.\n[Show Failed Rows](command:kinetic.jobs.showFailed)',
        image: 'media/walkthrough/failed.svg',
        altText: 'A grid of failed rows grouped by error',
        doneOn: ['onCommand:kinetic.jobs.showFailed'],
      },
      connect: {
        title: 'Connect your own org',
        text: 'Sign in with the browser, with an org of the Salesforce CLI, or with JWT. Secrets stay in the secret storage of VS Code. Production is marked wherever it matters, and a load into it asks first.\n[Add an Org](command:kinetic.orgs.add)\nSee whether it has all that is needed, and where to click for what is missing.\n[Check Org Set-up](command:kinetic.orgs.check)',
        image: 'media/walkthrough/connect.svg',
        altText: 'The status bar with a production org marked in words and colour',
        doneOn: ['onCommand:kinetic.orgs.add'],
      },
    },
  },
  untrusted: {
    text: 'Files of the workspace are only sent when you ask for it. Settings of the workspace are not used until you trust it.',
  },
  virtual: { text: 'Loads read files from the disk of this machine.' },
  features,
};
