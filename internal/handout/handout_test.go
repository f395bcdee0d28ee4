package handout_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/handout"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

var letter = handout.Letter{Subject: "Your {brand} link", Text: "Hi {first_name},\n\n{links}\n\nThanks, {name}!", Brand: "Northwind"}

var people = []handout.Person{
	{Name: "Ana Oliveira", Email: "ana@example.com", Links: []handout.Link{
		{Offer: "Autumn", URL: "https://go.example/ana", Live: true}, {Offer: "Boots", URL: "https://go.example/k7", Page: "https://shop.example/boots"}}},
	{Name: "Ben", Links: []handout.Link{{Offer: "Autumn", URL: "https://go.example/b", Live: true}}},
}

// unpack reads an archive as another program would.
func unpack(t *testing.T, people []handout.Person, c handout.Contents) (map[string]string, []string) {
	t.Helper()
	var file bytes.Buffer
	if _, err := handout.Write(context.Background(), &file, people, c, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files, names := map[string]string{}, []string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if _, twice := files[f.Name]; err != nil || twice {
			t.Fatalf("%s: %v, twice %v", f.Name, err, twice)
		}
		files[f.Name] = string(raw)
		names = append(names, f.Name)
	}
	return files, names
}

func table(t *testing.T, text string) [][]string {
	t.Helper()
	list, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestWhatIsHandedOut(t *testing.T) {
	files, names := unpack(t, people, handout.Contents{SVG: true, PNG: true, Letter: &letter, At: noon})
	want := []string{"mail/ana-oliveira.eml", "qr/ana-oliveira-autumn.svg", "qr/ana-oliveira-autumn.png", "qr/ana-oliveira-boots.svg", "qr/ana-oliveira-boots.png",
		"mail/ben.eml", "qr/ben-autumn.svg", "qr/ben-autumn.png", "links.csv"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	rows := [][]string{{"Name", "E-mail", "Offer", "Link", "Landing page", "Works", "QR code", "Mail draft"},
		{"Ana Oliveira", "ana@example.com", "Autumn", "https://go.example/ana", "", "yes", "qr/ana-oliveira-autumn.png", "mail/ana-oliveira.eml"},
		{"Ana Oliveira", "ana@example.com", "Boots", "https://go.example/k7", "https://shop.example/boots", "after the next sync", "qr/ana-oliveira-boots.png", "mail/ana-oliveira.eml"},
		{"Ben", "", "Autumn", "https://go.example/b", "", "yes", "qr/ben-autumn.png", "mail/ben.eml"}}
	if diff := cmp.Diff(rows, table(t, files["links.csv"])); diff != "" {
		t.Error(diff)
	}
	to, subject, text := draft(t, files["mail/ana-oliveira.eml"])
	if to != "ana@example.com" || subject != "Your Northwind link" ||
		text != "Hi Ana,\r\n\r\nAutumn: https://go.example/ana\r\nBoots: https://go.example/k7\r\n\r\nThanks, Ana Oliveira!" {
		t.Errorf("%q %q %q", to, subject, text)
	}
	if to, _, text := draft(t, files["mail/ben.eml"]); to != "" || !strings.Contains(text, "\r\n\r\nhttps://go.example/b\r\n\r\n") {
		t.Errorf("%q %q", to, text)
	}
}

func draft(t *testing.T, raw string) (to, subject, text string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for name := range m.Header {
		switch name {
		case "X-Unsent", "To", "Subject", "Mime-Version", "Content-Type", "Content-Transfer-Encoding":
		default:
			t.Errorf("a draft has the header %s", name)
		}
	}
	if m.Header.Get("To") != "" {
		list, err := m.Header.AddressList("To")
		if err != nil || len(list) != 1 {
			t.Fatalf("it goes to %v: %v", list, err)
		}
		to = list[0].Address
	}
	if subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	return to, subject, string(body)
}

func TestMailTo(t *testing.T) {
	got := letter.MailTo(people[0])
	u, err := url.Parse(got)
	if err != nil || u.Scheme != "mailto" || u.Opaque != "ana@example.com" || strings.Contains(got, "+") {
		t.Fatalf("%s: %v", got, err)
	}
	if q := u.Query(); q.Get("subject") != "Your Northwind link" || !strings.Contains(q.Get("body"), "Boots: https://go.example/k7\r\n") || len(q) != 2 {
		t.Errorf("%q", q)
	}
	odd := handout.Person{Name: "O", Email: `"a?&b"@example.com`, Links: people[1].Links}
	if u, err := url.Parse(letter.MailTo(odd)); err != nil || len(u.Query()) != 2 {
		t.Errorf("an odd address: %v, %v", u, err)
	}
}

func TestCheckLetter(t *testing.T) {
	for name, c := range map[string]struct {
		subject, text string
		wrong         string
	}{
		"fine": {"Your link", "{links}", ""}, "no subject": {" ", "{links}", "subject"}, "two lines": {"a\nBcc: all@example.com", "{links}", "subject"},
		"links in the subject": {"{links}", "{links}", "subject"}, "no links": {"a", "Hello", "text"}, "unknown": {"{nickname}", "{links} {Name}", "subject text"},
		"braces with words": {"a", "{links} {see below}", ""}, "long": {"a", "{links}" + strings.Repeat("a", 10_000), "text"},
	} {
		wrong := handout.Letter{Subject: c.subject, Text: c.text}.Check()
		for _, part := range []string{"subject", "text"} {
			if (wrong[part] != "") != strings.Contains(c.wrong, part) {
				t.Errorf("%s: %s says %q", name, part, wrong[part])
			}
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	links, err := handout.Write(ctx, io.Discard, people, handout.Contents{At: noon}, func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) || links != 2 {
		t.Errorf("%d links, %v", links, err)
	}
}

// Whatever a name holds, it breaks out of no cell, header, folder or line.
func FuzzNames(f *testing.F) {
	for _, name := range []string{"../../etc/passwd", "=cmd|' /C calc'!A0", "A\r\nBcc: all@example.com", "a\x00b", "‮ana", "<script>", "con", "李小龙", "{links}", "\"a\" <b@c.d>", " \t"} {
		f.Add(name, "a@example.com", "Autumn")
	}
	f.Add("Ana", "a@b.c\r\nBcc: d@e.f", "-1+1")
	f.Fuzz(func(t *testing.T, name, email, offer string) {
		p := handout.Person{Name: name, Email: email, Links: []handout.Link{{Offer: offer, URL: "https://go.example/a"}, {Offer: offer, URL: "https://go.example/b"}}}
		files, names := unpack(t, []handout.Person{p, p}, handout.Contents{SVG: true, Letter: &letter, At: noon})
		if len(names) != 7 {
			t.Fatalf("%q", names)
		}
		for _, file := range names {
			base := path.Base(file)
			if path.Clean(file) != file || strings.Trim(base, "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" || strings.Contains(base, "..") || strings.Count(file, "/") > 1 || len(base) > 80 {
				t.Errorf("a file is called %q", file)
			}
			if path.Ext(file) == ".eml" {
				_, subject, text := draft(t, files[file])
				if strings.ContainsAny(subject, "\r\n") || strings.Count(text, "https://go.example/") < 2 {
					t.Errorf("%q %q", subject, text)
				}
			}
		}
		rows := table(t, files["links.csv"])
		if len(rows) != 5 {
			t.Fatalf("%q", rows)
		}
		for _, cell := range rows[1] {
			if bare := strings.TrimSpace(cell); bare != "" && strings.ContainsAny(bare[:1], "=+-@") {
				t.Errorf("a spreadsheet takes %q for a formula", cell)
			}
		}
	})
}
