package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkledger/internal/relayapi"
)

// TestReclassifyBesideTheRelay: the operator adds a rule, and the clicks that
// are kept are judged by it while the relay runs.
func TestReclassifyBesideTheRelay(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	p := build(t)
	workspace, connection := p.paired("https://go.test.example")
	s := p.serve()
	path := s.publish(connection.Token)
	s.get(path)
	page, err := s.client(connection.Token).PullLogWithResponse(t.Context(), &relayapi.PullLogParams{Wait: 30})
	if err != nil || page.JSON200 == nil || len(page.JSON200.Entries) != 1 {
		t.Fatalf("the click does not reach the log: %v %s", err, page.Body)
	}
	if err := os.WriteFile(filepath.Join(p.data, "agents.txt"), []byte("bot\tiphone os 19\tNot today\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, changed := range []string{"1 changed", "0 changed"} {
		if out := p.run("reclassify", "--data", p.data, "--since", "2020-01-01"); out != workspace+"\t1 clicks judged\t"+changed {
			t.Fatalf("reclassify says %q, want %q", out, changed)
		}
	}
	var gross, unique, bots int64
	for _, e := range s.log(connection.Token) {
		var body relayapi.ClicksBody
		if err := json.Unmarshal(e.Body, &body); err != nil {
			t.Fatal(err)
		}
		for _, l := range body.Links {
			gross, unique, bots = gross+l.Gross, unique+l.Unique, bots+l.Rejected["bot"]
		}
	}
	if gross != 1 || unique != 0 || bots != 1 {
		t.Fatalf("%d clicks, %d unique, %d of bots", gross, unique, bots)
	}
}

func TestOwnFilesAreChecked(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.mmdb")
	if err := os.WriteFile(broken, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"is no country database":    {"serve", "--data", dir, "--country-database", broken},
		"read the country database": {"serve", "--data", dir, "--country-database", filepath.Join(dir, "absent.mmdb")},
		"give 1 or more":            {"serve", "--data", dir, "--keep-clicks", "0"},
		"there is no relay.db":      {"reclassify", "--data", dir},
	} {
		err := run(t.Context(), args, &strings.Builder{}, &strings.Builder{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", args, err, want)
		}
	}
}
