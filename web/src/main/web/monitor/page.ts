import { html, type TemplateResult } from 'lit';
import { View } from '../core/view.ts';
class MonitorPage extends View {
  protected override render(): TemplateResult { return html`<h1>Monitor</h1>`; }
}
customElements.define('monitor-page', MonitorPage);
