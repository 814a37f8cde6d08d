import { openPouchInBrowser } from '#storage/open-pouch-browser.ts';
(window as any).go = async () => {
  const out:any={};
  const t=async(n:string,f:any)=>{const a=performance.now(); const r=await f(); out[n]=Math.round(performance.now()-a); return r;};
  const handle=await openPouchInBrowser('perf2'); 
  await handle.write(async (db:any)=>{
   for (const m of ['a','b','c','d']) { const docs=Array.from({length:200},(_,i)=>({_id:m+String(i).padStart(4,'0'),data:'x'.repeat(1300)})); await db.bulkDocs(docs);
    const {rows}=await db.allDocs({keys:docs.map(d=>d._id)});
    if(m==='a') await t('bulk delete 200',()=>db.bulkDocs(rows.map((r:any)=>({_id:r.id,_rev:r.value.rev,_deleted:true}))));
    if(m==='b') await t('purge 200',async()=>{for(const r of rows) await db.purge(r.id,r.value.rev);});
    if(m==='c') await t('_purge seq 200',async()=>{for(const r of rows) await new Promise((k,e)=>db._purge(r.id,[r.value.rev],(x:any)=>x?e(x):k(0)));});
    if(m==='d') await t('_purge par 200',()=>Promise.all(rows.map((r:any)=>new Promise((k,e)=>db._purge(r.id,[r.value.rev],(x:any)=>x?e(x):k(0))))));
   }});
  return out; };
