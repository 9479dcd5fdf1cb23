import { Component, provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { start } from '../../page/page.js';

@Component({ selector: 'vendor-app', template: '' })
class VendorApp {
  constructor() {
    void start();
  }
}

bootstrapApplication(VendorApp, { providers: [provideZonelessChangeDetection()] }).catch(console.error);
