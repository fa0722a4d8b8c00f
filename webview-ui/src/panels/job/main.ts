// Entry of the job panel's page.
import '../../page.css';
import { JobPanel } from './jobPanel';

document.body.append(new JobPanel());
