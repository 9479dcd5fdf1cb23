/**
 * Shows a dialog over the page. One that was moved together with its element still calls itself open but no longer
 * lies over the page: it is shown anew.
 */
export function showModal(dialog: HTMLDialogElement): void {
  if (dialog.matches(':modal')) return;
  dialog.removeAttribute('open');
  dialog.showModal();
}
