/**
 * What a plugin is made with, the kit's own ones too: its shape, the ports, and how it fails and tells. Records, their
 * schemas and their rules are in `nearhand/domain`.
 */
export { definePlugin } from './host/plugin.js';
export type { AnyPlugin, Plugin, PluginScope, Whose } from './host/plugin.js';
export { asNearhandError, isAbort, isNearhandError, NearhandError } from './host/errors.js';
export type { NearhandErrorOptions } from './host/errors.js';
export { tellDeveloper } from './host/tell-developer.js';
export { startWorker } from './host/worker.js';
export type { StartOptions, WorkerAddress, WorkerPlan } from './host/worker.js';
export { Value } from './ports/value.js';
export type * from './ports/backend-port.js';
export type * from './ports/live-port.js';
export type * from './ports/messaging-port.js';
export type * from './ports/port-map.js';
export type * from './ports/readable.js';
export type * from './ports/ticket-port.js';
export type * from './ports/transcription-port.js';
