package desktop

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestStatementFiles(t *testing.T) {
	a := openApp(t, t.TempDir())
	folder := t.TempDir()
	a.options.SaveFile = func(name string) (string, error) { return filepath.Join(folder, name), nil }
	_, member, link := sale(t, a)
	buy(t, a, link.URL)
	must(t, a.Sync(context.Background()))

	one := got(a.Books.ExportStatementPDF(member.ID, Period{}))(t)
	if raw := got(os.ReadFile(one.Path))(t); !bytes.HasPrefix(raw, []byte("%PDF-")) || one.Rows < 3 {
		t.Errorf("%+v", one)
	}
	run := writtenStatements(t, a, Period{})
	if run.State != runDone || run.File.Rows != 1 || run.Done != run.Total || run.Total == 0 {
		t.Fatalf("%+v", run)
	}
	archive := got(zip.OpenReader(run.File.Path))(t)
	defer archive.Close()
	if len(archive.File) != 1 || filepath.Ext(archive.File[0].Name) != ".pdf" {
		t.Errorf("%+v", archive.File)
	}
	page := got(archive.File[0].Open())(t)
	if raw := got(io.ReadAll(page))(t); !bytes.HasPrefix(raw, []byte("%PDF-")) {
		t.Errorf("%.40q", raw)
	}
	// A period without anything is said, and leaves no file.
	before := len(got(os.ReadDir(folder))(t))
	if run = writtenStatements(t, a, Period{From: "2001-01-01", To: "2001-01-31"}); run.State != runFailed || run.Error != "No member has anything in this period." || run.Hint == "" {
		t.Errorf("%+v", run)
	}
	// So does one that is cancelled while it is written.
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := a.current.exportStatements(ctx, Period{}, func(done, _ int) {
		if done > 0 {
			cancel()
		}
	}); err != nil && ctx.Err() == nil {
		t.Error(err)
	}
	cancel()
	if _, err := a.current.exportStatements(ctx, Period{}, func(int, int) {}); err == nil {
		t.Error("it was cancelled, and there is a file")
	}
	if files := got(os.ReadDir(folder))(t); len(files) != before {
		t.Errorf("%v", files)
	}
	if f := failed(t, onlyError(a.Books.ExportStatements(Period{From: "x"}))); f.Code != "invalid" {
		t.Errorf("%+v", f)
	}
}

func writtenStatements(t *testing.T, a *App, period Period) StatementsRun {
	t.Helper()
	run := got(a.Books.ExportStatements(period))(t)
	<-got(a.current.statements.get(run.ID))(t).ended
	return got(a.Books.StatementsState(run.ID))(t)
}
