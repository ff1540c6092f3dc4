// queue.js: the queue of what was written on this phone, shared by the pages (ky-hop.js) and the worker (sw.js).
//
// ops: {key, user, meeting, what, item, base, after, at, f, show, tried, state, answer}. No state: it waits. tried: it may
// have reached the server, so it is never edited. state: saved (kept until its page has been fetched anew), conflict,
// refused. notes: small facts of the phone: who used it last.
import { openDB } from 'idb'

export const OLD = 30 * 864e5
export const PAGES = 'hn-pages'

let opened
export const db = () => (opened ??= openDB('hatnhan', 1, {
  upgrade (d) {
    d.createObjectStore('ops', { keyPath: 'key' }).createIndex('whose', ['user', 'meeting'])
    d.createObjectStore('notes')
  },
  blocking () { opened.then((d) => d.close()); opened = undefined },
  terminated () { opened = undefined }
}))

export const inOrder = (ops) => ops.sort((a, b) => a.at - b.at)
export const waits = (op) => !op.state
