package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
)

// sortedZip writes the parts of a workbook in order of their names, as soon as
// all are there: the library hands sheets over in any order, and the same
// workbook would be other bytes each time.
type sortedZip struct {
	out   io.Writer
	parts map[string]*bytes.Buffer
}

func newSortedZip(w io.Writer) *sortedZip { return &sortedZip{w, map[string]*bytes.Buffer{}} }

// Create implements excelize.ZipWriter.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	part := &bytes.Buffer{}
	z.parts[name] = part
	return part, nil
}

// AddFS implements excelize.ZipWriter, which does not use it.
func (z *sortedZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close implements excelize.ZipWriter.
func (z *sortedZip) Close() error {
	out := zip.NewWriter(z.out)
	names := slices.Sorted(maps.Keys(z.parts))
	// What the parts are comes first: some readers guess a file's type by it.
	slices.SortStableFunc(names, func(a, b string) int { return first(a) - first(b) })
	for _, name := range names {
		w, err := out.Create(name)
		if err == nil {
			_, err = w.Write(z.parts[name].Bytes())
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

func first(name string) int {
	if name == "[Content_Types].xml" {
		return 0
	}
	return 1
}
