package country

import (
	_ "embed"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
	"github.com/oschwald/maxminddb-golang/v2"
)

//go:embed data/iptoasn-country.mmdb.zst
var packed []byte

// Database finds countries. Its methods may be called at once from many
// goroutines.
type Database struct {
	reader *maxminddb.Reader
	path   []any
	codes  sync.Map // by the offset of a record: uintptr -> string
}

// Ways to the code in a record: MaxMind's GeoIP2 and GeoLite2 and those like
// them, ip-location-db's and IPinfo's.
var paths = [][]any{{"country", "iso_code"}, {"country_code"}, {"country"}}

// Embedded opens the database that ships with the program.
func Embedded() (*Database, error) {
	decoder, err := zstd.NewReader(nil)
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	data, err := decoder.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("the country database that ships with the program: %w", err)
	}
	return parse(data)
}

// Open opens the operator's own database, a file in MaxMind's format. It is
// read whole, so that a newer one can take its place while the program runs.
func Open(file string) (*Database, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the country database: %w", err)
	}
	d, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s is no country database that can be used: %w: give a MaxMind DB file (.mmdb) of countries, or leave the option out", file, err)
	}
	return d, nil
}

var errNoCountries = errors.New("none of its first records has a country code")

// parse opens a database and finds where its records keep the code.
func parse(data []byte) (*Database, error) {
	reader, err := maxminddb.OpenBytes(data)
	if err != nil {
		return nil, err
	}
	const enough = 1000
	seen := 0
	for record := range reader.Networks() {
		for _, path := range paths {
			var code string
			if record.DecodePath(&code, path...) == nil && isCode(code) {
				return &Database{reader: reader, path: path}, nil
			}
		}
		if seen++; seen == enough || record.Err() != nil {
			break
		}
	}
	return nil, errNoCountries
}

// Of is the ISO 3166-1 alpha-2 code of where an address is, or empty.
func (d *Database) Of(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	record := d.reader.Lookup(ip.Unmap().WithZone(""))
	if !record.Found() {
		return ""
	}
	// Few records stand for many networks, so that one is decoded once.
	if code, ok := d.codes.Load(record.Offset()); ok {
		return code.(string)
	}
	var code string
	if err := record.DecodePath(&code, d.path...); err != nil {
		return ""
	}
	if code = strings.ToUpper(code); !isCode(code) {
		code = ""
	}
	d.codes.Store(record.Offset(), code)
	return code
}

func isCode(text string) bool {
	letter := func(b byte) bool { return 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z' }
	return len(text) == 2 && letter(text[0]) && letter(text[1])
}
