import { expect } from '@open-wc/testing';
import { NearhandError } from '../../../src/host/errors.js';
import { asBackendError, asStorageError } from '../../../src/store/errors.js';

describe('asStorageError', () => {
  it('knows a full disk', () => {
    const full = new DOMException('full', 'QuotaExceededError');
    expect(asStorageError(full)).to.include({ code: 'storage/quota', cause: full });
  });

  it('tells what cannot be opened from what fails later', () => {
    const codes = ['SecurityError', 'VersionError', 'DataError'].map(
      (name) => asStorageError(new DOMException('no', name)).code,
    );
    expect(codes).to.eql(['storage/unavailable', 'storage/outdated', 'storage/failed']);
  });

  it('lets a coded error through, and codes what is no error at all', () => {
    const coded = new NearhandError('session/ended', 'over');
    expect(asStorageError(coded)).to.equal(coded);
    expect(asStorageError(undefined).code).to.equal('storage/failed');
  });
});

describe('asBackendError', () => {
  it('takes an abort that nobody here asked for as a timeout', () => {
    expect(asBackendError(new DOMException('late', 'AbortError'))).to.include({
      code: 'backend/timeout',
      retryable: true,
    });
  });
});
