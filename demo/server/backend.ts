import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attach, createServer, openStorage, toNodeHandler } from '../../plugins/rest/server/node.js';
import type { Server, ServerOptions } from '../../plugins/rest/server/node.js';
import { fillWithSamples } from '../samples/sample-data.js';
import type { Pictures } from '../samples/sample-pictures.js';

export interface DemoBackendOptions {
  readonly base: string;
  readonly tenant: string;
  /** For everything that is kept. */
  readonly folder: string;
  /** Somebody's own database: it is never filled with samples. */
  readonly databaseUrl?: string | undefined;
  /** Fills an empty embedded database with samples. */
  readonly samples: boolean;
  readonly server: Omit<ServerOptions, 'storage'>;
}

/** The reference server of the demo, on a database that is filled with samples once, and anew on request. */
export class DemoBackend {
  readonly #options: DemoBackendOptions;
  readonly #listeners: HttpServer[] = [];
  #server!: Server;
  #handler!: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly #detach: (() => void)[] = [];
  #samples = '';
  #resetting: Promise<void> | undefined;

  private constructor(options: DemoBackendOptions) {
    this.#options = options;
  }

  static async open(options: DemoBackendOptions): Promise<DemoBackend> {
    const backend = new DemoBackend(options);
    await backend.#open();
    return backend;
  }

  /** Names the filling: another name tells that what a browser kept of an earlier one is gone here. */
  get samples(): string {
    return this.#samples;
  }

  /** Takes the signalling to an HTTP server. */
  attach(http: HttpServer): void {
    this.#listeners.push(http);
    this.#join(http);
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.#resetting) response.writeHead(503, { 'retry-after': '2' }).end();
    else void this.#handler(request, response);
  }

  /** Everything as it was at first. False where the data is in somebody's own database. */
  async reset(): Promise<boolean> {
    if (this.#options.databaseUrl) return false;
    this.#resetting ??= this.#begin().finally(() => (this.#resetting = undefined));
    await this.#resetting;
    return true;
  }

  async close(): Promise<void> {
    this.#server.drain();
    await this.#server.close();
  }

  async #begin(): Promise<void> {
    for (const detach of this.#detach.splice(0)) detach();
    await this.close();
    await rm(this.#database, { recursive: true, force: true });
    await rm(this.#mark, { force: true });
    await this.#open();
    this.#listeners.forEach((http) => this.#join(http));
  }

  #join(http: HttpServer): void {
    this.#detach.push(attach(this.#server, http, { base: this.#options.base }));
  }

  async #open(): Promise<void> {
    const { databaseUrl, server, tenant, samples } = this.#options;
    const storage = openStorage(databaseUrl ? { databaseUrl } : { folder: this.#database });
    this.#server = createServer({ ...server, storage });
    this.#handler = toNodeHandler(this.#server);
    this.#samples = await readFile(this.#mark, 'utf8').catch(() => '');
    const isWanted = samples && !databaseUrl && !this.#samples;
    if (!isWanted || (await (await storage).read(tenant).head()) > 0) return;
    await fillWithSamples(await storage, tenant, readPicture);
    this.#samples = new Date().toISOString();
    await writeFile(this.#mark, this.#samples);
  }

  get #database(): string {
    return join(this.#options.folder, 'database');
  }

  get #mark(): string {
    return join(this.#options.folder, 'samples');
  }
}

const readPicture: Pictures = async (name) =>
  new Uint8Array(await readFile(join(import.meta.dirname, '../samples', `${name}.jpg`)));
