/** The parts of ECharts that the studio draws with, registered once. Nothing else imports echarts. */
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

use([LineChart, BarChart, ScatterChart, CustomChart, GridComponent, AriaComponent, CanvasRenderer, SVGRenderer]);

export { init };
export type { ECharts } from 'echarts/core';
export type { EChartsOption, CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, SeriesOption } from 'echarts';
