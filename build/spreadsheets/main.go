// Command spreadsheets draws reports with crooked names and large amounts,
// writes them as XLSX and CSV, opens the workbooks in LibreOffice, and compares
// what LibreOffice says, cell by cell and total by total, with the report and
// with the CSV as a strict parser reads it.
//
// It must read the files only as other programs do.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"linkledger/internal/report/csvfile"
	"linkledger/internal/report/grid"
	"linkledger/internal/report/xlsx"
)

type options struct {
	Rounds int    `default:"200" help:"How many reports."`
	Seed   uint64 `help:"What all is drawn from."`
	Office string `default:"soffice" help:"LibreOffice."`
	Keep   string `type:"path" help:"Folder to work in, kept afterwards; a temporary one when absent."`
}

// together is how many workbooks LibreOffice opens in one go: it takes seconds
// to start.
const together = 50

func main() {
	var o options
	kong.Parse(&o, kong.Name("spreadsheets"))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	failures, err := run(ctx, o, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "spreadsheets:", err)
		os.Exit(2)
	}
	fmt.Printf("campaign spreadsheets rounds=%d failures=%d seed=%d\n", o.Rounds, failures, o.Seed)
	if failures > 0 {
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, stderr io.Writer) (failures int, err error) {
	folder := o.Keep
	if folder == "" {
		if folder, err = os.MkdirTemp("", "spreadsheets-"); err != nil {
			return 0, err
		}
		defer os.RemoveAll(folder)
	}
	office := office{program: o.Office, home: filepath.Join(folder, "office")}
	for first := 0; first < o.Rounds; first += together {
		books := map[string]grid.Book{}
		for round := first; round < min(first+together, o.Rounds); round++ {
			name := fmt.Sprintf("report-%d", round)
			books[name] = draw(o.Seed, uint64(round)).Book(about)
			if err := write(folder, name, books[name]); err != nil {
				return failures, err
			}
		}
		opened := filepath.Join(folder, fmt.Sprintf("opened-%d", first))
		if err := office.open(ctx, folder, opened, books); err != nil {
			return failures, err
		}
		for name, book := range books {
			if wrong := compare(folder, opened, name, book); len(wrong) > 0 {
				failures++
				for _, line := range wrong[:min(len(wrong), 10)] {
					fmt.Fprintf(stderr, "%s: %s\n", name, line)
				}
			}
		}
	}
	return failures, nil
}

func write(folder, name string, b grid.Book) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for format, into := range map[string]func(io.Writer) (int, error){
		"xlsx": func(w io.Writer) (int, error) {
			return xlsx.Write(w, b, time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC))
		},
		"csv": func(w io.Writer) (int, error) { return csvfile.Write(w, b) },
	} {
		file, err := os.Create(filepath.Join(folder, name+"."+format))
		if err != nil {
			return err
		}
		if _, err = into(file); err != nil {
			return fmt.Errorf("%s.%s: %w", name, format, err)
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
	return nil
}
