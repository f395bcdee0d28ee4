package country_test

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"linkledger/internal/relay/country"
)

func embedded(t testing.TB) *country.Database {
	t.Helper()
	d, err := country.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOf(t *testing.T) {
	d := embedded(t)
	for address, want := range map[string]string{
		"8.8.8.8": "US", "193.99.144.80": "DE", "2001:4860:4860::8888": "US", "::ffff:193.99.144.80": "DE", "133.11.0.1": "JP",
		"127.0.0.1": "", "10.1.2.3": "", "::1": "", "fe80::1%eth0": "", "": "", "nobody": "", "1.2.3": "", "8.8.8.8:443": "",
	} {
		for range 2 { // the second time from memory
			if got := d.Of(address); got != want {
				t.Errorf("%q is in %q, want %q", address, got, want)
			}
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.mmdb")
	if err := os.WriteFile(broken, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		filepath.Join(dir, "absent.mmdb"): "read the country database", broken: "broken.mmdb is no country database",
	} {
		if _, err := country.Open(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestTheOperatorsOwn(t *testing.T) {
	packed, err := os.ReadFile("data/iptoasn-country.mmdb.zst")
	if err != nil {
		t.Fatal(err)
	}
	decoder, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer decoder.Close()
	data, err := decoder.DecodeAll(packed, nil)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "own.mmdb")
	write := func(data []byte) {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(data)
	d, err := country.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Of("193.99.144.80"); got != "DE" {
		t.Fatalf("in %q", got)
	}
	write(data[:len(data)/2])
	if _, err := country.Open(file); err == nil {
		t.Fatal("half a database was opened")
	}
}

func FuzzOf(f *testing.F) {
	for _, address := range []string{"8.8.8.8", "::1", "fe80::1%x", "999.1.1.1", ""} {
		f.Add(address)
	}
	d := embedded(f)
	f.Fuzz(func(t *testing.T, address string) {
		if got := d.Of(address); got != "" && len(got) != 2 {
			t.Fatalf("%q is in %q", address, got)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	d := embedded(b)
	var addresses [1024]string
	for i := range addresses {
		n := uint32(i) * 2654435761
		addresses[i] = netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}).String()
	}
	for i := 0; b.Loop(); i++ {
		d.Of(addresses[i%len(addresses)])
	}
}
