import { readFileSync } from 'node:fs';
import { loadLaw, readFacts, assess } from '../src/law/index.js';
import { questions } from '../src/law/assess/questions.js';
import { loadWording } from '../src/wording/index.js';
const law = loadLaw(); const words = loadWording('locales').vi;
const r = readFacts(readFileSync('/tmp/many.json','utf8')); if(!r.ok) throw 1;
let n=0; const w2={...words, say:(k:string,v?:any)=>{n++;return words.say(k,v)}};
let t=performance.now(); const c=process.cpuUsage(); for (const f of r.cases) assess(f, law, w2); console.log('all', Math.round(performance.now()-t), 'cpu', process.cpuUsage(c), 'says', n);
