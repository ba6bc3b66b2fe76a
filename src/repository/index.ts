export { repositoryFolder } from './folder.js';
export { loaderFor, programFile } from './program.js';
export { hashOfText, PARSED_FILE, readYaml } from './yaml.js';
