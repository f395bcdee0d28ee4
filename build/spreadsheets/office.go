package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"linkledger/internal/report/grid"
)

// office is LibreOffice without a window, with a home of its own.
type office struct{ program, home string }

// asText has every sheet written as CSV: texts in quotation marks, and numbers
// as they are and not as they are shown (LibreOffice help, "Filter Options for
// CSV": 44 comma, 34 quotation mark, 76 UTF-8 …, -1 all sheets).
const asText = `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1`

// open has workbooks opened, and what is in their sheets written into a folder.
func (o office) open(ctx context.Context, folder, into string, books map[string]grid.Book) error {
	args := []string{"-env:UserInstallation=file://" + o.home, "--headless", "--norestore", "--convert-to", asText, "--outdir", into}
	for _, name := range slices.Sorted(maps.Keys(books)) {
		args = append(args, filepath.Join(folder, name+".xlsx"))
	}
	said, err := exec.CommandContext(ctx, o.program, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, said)
	}
	return nil
}

// read reads a CSV strictly: as many values in each row.
func read(path string) ([][]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return rows, nil
}
