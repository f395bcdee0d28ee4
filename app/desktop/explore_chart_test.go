package desktop

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"

	"linkledger/internal/money"
	"linkledger/internal/report"
)

func TestSaveChart(t *testing.T) {
	dir := t.TempDir()
	var suggested string
	a := &App{options: Options{SaveFile: func(name string) (string, error) {
		suggested = name
		return filepath.Join(dir, name), nil
	}}}
	a.bind()
	a.current = &session{app: a}

	svg := `<svg xmlns="http://www.w3.org/2000/svg"></svg>`
	file := got(a.Explorer.SaveChart(ChartFile{Name: "Sales by day: …/../Zoë", Format: "svg", Data: svg}))(t)
	if suggested != "chart-sales-by-day-zo.svg" {
		t.Errorf("the file is called %q", suggested)
	}
	raw, err := os.ReadFile(file.Path)
	if must(t, err); string(raw) != svg {
		t.Errorf("the file holds %q", raw)
	}
	png := got(a.Explorer.SaveChart(ChartFile{Name: "…", Format: "png", Data: "iVBORw0KGgo="}))(t)
	if filepath.Base(png.Path) != "chart.png" || png.Rows != 1 {
		t.Errorf("the picture went to %+v", png)
	}

	for what, chart := range map[string]ChartFile{
		"another format": {Format: "exe", Data: svg},
		"no SVG":         {Format: "svg", Data: "<html>"},
		"no base64":      {Format: "png", Data: "%"},
		"no PNG":         {Format: "png", Data: "AAAA"},
	} {
		if _, err := a.Explorer.SaveChart(chart); err == nil {
			t.Errorf("%s was saved", what)
		}
	}
	if files := got(os.ReadDir(dir))(t); len(files) != 2 {
		t.Errorf("%d files were written", len(files))
	}
}

func TestChange(t *testing.T) {
	count := func(n int64) report.Value { return report.Value{Unit: report.Count, Count: n} }
	amount := func(minor int64) report.Value {
		return report.Value{Unit: report.Money, Money: money.New(minor, "USD")}
	}
	rate := func(unit report.Unit, text string) report.Value {
		return report.Value{Unit: unit, Rate: decimal.RequireFromString(text), Places: 2}
	}
	for _, c := range []struct {
		now, before report.Value
		want        string
	}{
		{count(150), count(100), "50.0"},
		{count(0), count(3), "-100.0"},
		{count(100), count(150), "-33.3"},
		{count(5), count(0), ""},
		{count(0), count(0), ""},
		{count(10), report.Value{Missing: "not then"}, ""},
		{report.Value{Missing: "not now"}, count(10), ""},
		{amount(10005), amount(10000), "0.0"}, // 0.05 to even
		{amount(10015), amount(10000), "0.2"},
		{amount(9985), amount(10000), "-0.2"},
		{amount(50), amount(-100), "150.0"},                                 // up from a loss
		{rate(report.Percent, "2.50"), rate(report.Percent, "2.00"), "0.5"}, // in points
		{rate(report.Percent, "1.00"), rate(report.Percent, "0.00"), "1.0"},
		{rate(report.Ratio, "3.00"), rate(report.Ratio, "4.00"), "-25.0"},
	} {
		if got := viewFigureCell(report.Cell{Value: c.now, Before: c.before}).Change; got != c.want {
			t.Errorf("from %s to %s is %q, not %q", c.before.Text(), c.now.Text(), got, c.want)
		}
	}
}
