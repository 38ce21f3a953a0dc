/** Ten colours that differ in hue and lightness, for classes: the shape of a mark tells domains apart without them. */
export const classColors = ['#3b82c4', '#e0803a', '#3f9a5a', '#cc4a4a', '#8a6cc0', '#9c6b4e', '#d37ab8', '#8b939c', '#b5b23c', '#37a9b5'];
