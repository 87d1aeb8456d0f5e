// What the canvases are drawn with: the style sheet's colours, as they are now.

export interface Colours {
  readonly paper: string;
  readonly gridMinor: string;
  readonly gridMajor: string;
  readonly trace: string;
  readonly ink: string;
  readonly beat: string;
  readonly lost: string;
}

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name);
  return {
    paper: colour('--paper'),
    gridMinor: colour('--grid-minor'),
    gridMajor: colour('--grid-major'),
    trace: colour('--trace'),
    ink: colour('--paper-ink'),
    beat: colour('--beat'),
    lost: colour('--lost'),
  };
}
