/** What stands behind the pages of `src/web`: the answers to their questions out of cases and files. */
export { openAgencyPages } from './agency.js';
export { openChatPages, type TakeFile } from './chat.js';
export { openDownloads } from './downloads.js';
export { openTimelinePages } from './timeline.js';
export { openUploads } from './uploads.js';
export { openWatching } from './watching.js';
