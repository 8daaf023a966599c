import { instance } from '@viz-js/viz';

/** @param dot a graph in Graphviz' language @returns an SVG document @throws when it is no graph */
export async function drawGraph(dot: string): Promise<string> {
  const graphviz = await instance();
  return graphviz.renderString(dot, { format: 'svg', engine: 'dot' });
}
