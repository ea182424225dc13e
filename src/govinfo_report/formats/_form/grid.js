// A table of inputs that is moved through and pasted into like a spreadsheet.

// Return the inputs as rows from top to bottom, each with the columns that it covers.
function gridOf(table) {
  const rows = [];
  const taken = new Map();
  [...table.rows].forEach((row, y) => {
    let x = 0;
    const inputs = [];
    for (const cell of row.cells) {
      while (taken.has(`${y},${x}`)) x += 1;
      for (let down = 0; down < cell.rowSpan; down += 1) {
        for (let right = 0; right < cell.colSpan; right += 1) taken.set(`${y + down},${x + right}`);
      }
      const input = cell.querySelector("input");
      if (input) inputs.push({ input, from: x, to: x + cell.colSpan - 1 });
      x += cell.colSpan;
    }
    if (inputs.length) rows.push(inputs);
  });
  return rows;
}

function attachGrid(table, paste) {
  const grid = gridOf(table);

  function find(input) {
    const row = grid.findIndex((inputs) => inputs.some((each) => each.input === input));
    return [row, grid[row].findIndex((each) => each.input === input)];
  }
  function vertical(row, column, step) {
    const { from } = grid[row][column];
    const inputs = grid[row + step];
    return inputs && (inputs.find((each) => each.from <= from && from <= each.to) ?? inputs.at(-1));
  }
  function horizontal(row, column, step) {
    const along = grid.flat();
    return along[along.indexOf(grid[row][column]) + step];
  }
  // Arrows leave a cell only from its edge, so that a number can still be edited.
  function target({ key, shiftKey, target: input }) {
    const [row, column] = find(input);
    const isSelected = input.selectionEnd - input.selectionStart === input.value.length;
    if (key === "ArrowUp" || (key === "Enter" && shiftKey)) return vertical(row, column, -1);
    if (key === "ArrowDown" || key === "Enter") return vertical(row, column, 1);
    if (key === "ArrowLeft" && (isSelected || input.selectionEnd === 0)) {
      return horizontal(row, column, -1);
    }
    if (key === "ArrowRight" && (isSelected || input.selectionStart === input.value.length)) {
      return horizontal(row, column, 1);
    }
    return undefined;
  }

  table.addEventListener("keydown", (event) => {
    if (event.target.tagName !== "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = target(event);
    if (next) {
      event.preventDefault();
      next.input.focus();
    }
  });
  table.addEventListener("focusin", (event) => event.target.select?.());
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (event.target.tagName !== "INPUT" || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [row, column] = find(event.target);
    const left = grid[row][column].from;
    let outside = 0;
    const changes = [];
    text.split("\n").forEach((line, down) => line.split("\t").forEach((typed, right) => {
      const cell = grid[row + down]?.find((each) => each.from === left + right);
      if (cell) changes.push([cell.input, typed]);
      else if (typed.trim()) outside += 1;
    }));
    paste(changes, outside);
  });
}
