import { recordsContract } from './backend-records.contract.js';
import { linksContract } from './backend-links.contract.js';
import { guestsContract } from './backend-guests.contract.js';
import { peopleContract } from './backend-people.contract.js';
import { deletionContract } from './backend-deletion.contract.js';
import { modelContract } from './backend-model.contract.js';
import { listsContract } from './backend-lists.contract.js';
import { searchContract } from './backend-search.contract.js';
import type { BackendContract } from './backend-bench.js';

/** What every backend must do, whatever it is made of. Runs in a browser and in Node. */
export function backendContract(contract: BackendContract): void {
  contract.describe(`${contract.name} keeps the backend contract`, () => {
    recordsContract(contract);
    linksContract(contract);
    guestsContract(contract);
    peopleContract(contract);
    searchContract(contract);
    listsContract(contract);
    deletionContract(contract);
    modelContract(contract);
  });
}
