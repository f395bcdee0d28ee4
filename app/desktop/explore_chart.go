package desktop

import (
	"bytes"
	"encoding/base64"
	"io"
	"regexp"
	"strings"

	"linkledger/internal/affiliate"
)

// maxChart bounds a drawn chart, in bytes of text.
const maxChart = 32 << 20

// SaveChart saves a chart that a screen has drawn as a file.
func (e *Explorer) SaveChart(chart ChartFile) (ExportedFile, error) {
	return do(e.app, func(s *session) (ExportedFile, error) {
		data, err := chartData(chart)
		if err != nil {
			return ExportedFile{}, err
		}
		return s.export(chartFilename(chart.Name)+"."+chart.Format, func(w io.Writer) (int, error) {
			_, err := w.Write(data)
			return 1, err
		})
	})
}

func chartData(chart ChartFile) ([]byte, error) {
	if len(chart.Data) > maxChart {
		return nil, affiliate.Errorf(affiliate.Invalid, "The chart is too large to be saved.").WithHint("Narrow the report and save it again.")
	}
	switch chart.Format {
	case "svg":
		if !strings.HasPrefix(chart.Data, "<svg") {
			return nil, affiliate.Errorf(affiliate.Invalid, "This is no SVG picture.")
		}
		return []byte(chart.Data), nil
	case "png":
		data, err := base64.StdEncoding.DecodeString(chart.Data)
		if err != nil || !bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) {
			return nil, affiliate.Errorf(affiliate.Invalid, "This is no PNG picture.")
		}
		return data, nil
	}
	return nil, field("format", "Choose SVG or PNG.")
}

// fileWord is what of a title a file's name can have on every system.
var fileWord = regexp.MustCompile(`[a-z0-9]+`)

func chartFilename(title string) string {
	return strings.TrimRight("chart-"+fileWords(title), "-")
}

// fileWords is what of a title a file's name can have: words with dashes
// between.
func fileWords(title string) string {
	name := strings.Join(fileWord.FindAllString(strings.ToLower(title), -1), "-")
	return strings.TrimRight(name[:min(len(name), 74)], "-")
}
