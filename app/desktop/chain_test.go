package desktop

import (
	"context"
	"testing"
	"time"
)

func openApp(t *testing.T) *App {
	t.Helper()
	a, err := Open(context.Background(), Options{Dir: t.TempDir(), Manual: true, SaveFile: func(name string) (string, error) { return t.TempDir() + "/" + name, nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

func TestSample(t *testing.T) {
	a := openApp(t)
	start := time.Now()
	v, err := a.Practice.LoadSample()
	if err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(start), v.Sync)
	st, err := a.Reports.SalesTracking(Period{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", st.Totals)
	for _, r := range st.Rows {
		t.Logf("%+v", r)
	}
	o, err := a.Payments.Overview()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", o)
	s, _ := a.session()
	if err := s.store.Prove(context.Background()); err != nil {
		t.Fatal(err)
	}
}
