// Entry of the mapping page.
import '../../page.css';
import { MappingPanel } from './mappingPanel';

document.body.append(new MappingPanel());
