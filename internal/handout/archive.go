package handout

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"linkledger/internal/qr"
	"linkledger/internal/sheet"
)

// Contents say what goes into the file beside the list of links.
type Contents struct {
	SVG, PNG bool    // a QR code of each link
	Letter   *Letter // a mail draft for each member; nil for none
	At       time.Time
}

// qrWidth of PNG files: enough for a flyer, in pixels.
const qrWidth = 600

// columns of the list.
var columns = []string{"Name", "E-mail", "Offer", "Link", "Landing page", "Works", "QR code", "Mail draft"}

// Write writes the links of people into a ZIP file and counts them; progress is
// told how many people are done.
func Write(ctx context.Context, w io.Writer, people []Person, c Contents, progress func(done, total int)) (links int, err error) {
	archive := zip.NewWriter(w)
	files := files{Writer: archive, at: c.At, taken: map[string]int{}}
	list := [][]string{columns}
	for i, p := range people {
		if err := ctx.Err(); err != nil {
			return links, err
		}
		draft := ""
		if c.Letter != nil {
			draft = files.name("mail", fileName(p.Name), ".eml")
			if err := files.add(draft, func(w io.Writer) error { return writeDraft(w, *c.Letter, p) }); err != nil {
				return links, err
			}
		}
		for _, l := range p.Links {
			picture, err := files.addCodes(p, l, c)
			if err != nil {
				return links, err
			}
			works := "yes"
			if !l.Live {
				works = "after the next sync"
			}
			list = append(list, []string{sheet.Cell(p.Name), sheet.Cell(p.Email), sheet.Cell(l.Offer), sheet.Cell(l.URL), sheet.Cell(l.Page), works, picture, draft})
			links++
		}
		progress(i+1, len(people))
	}
	err = files.add("links.csv", func(w io.Writer) error {
		// Spreadsheets read UTF-8 by this mark.
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
		out := csv.NewWriter(w)
		out.UseCRLF = true
		return out.WriteAll(list)
	})
	if err != nil {
		return links, err
	}
	return links, archive.Close()
}

// files are those in the archive, each name once.
type files struct {
	*zip.Writer
	at    time.Time
	taken map[string]int // how many wanted a name
}

// name is a free one for a file.
func (f files) name(folder, name, ending string) string {
	full := folder + "/" + name + ending
	if f.taken[full]++; f.taken[full] == 1 {
		return full
	}
	return f.name(folder, fmt.Sprintf("%s-%d", name, f.taken[full]), ending)
}

func (f files) add(name string, write func(io.Writer) error) error {
	w, err := f.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: f.at})
	if err == nil {
		err = write(w)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// addCodes adds the QR code of a link, and names the file that the list tells.
func (f files) addCodes(p Person, l Link, c Contents) (listed string, err error) {
	if !c.SVG && !c.PNG {
		return "", nil
	}
	code, err := qr.Of(l.URL)
	if err != nil {
		return "", err
	}
	name := fileName(p.Name + " " + l.Offer)
	if c.SVG {
		listed = f.name("qr", name, ".svg")
		if err := f.add(listed, func(w io.Writer) error { _, err := w.Write(code.SVG()); return err }); err != nil {
			return "", err
		}
	}
	if c.PNG {
		listed = f.name("qr", name, ".png")
		err = f.add(listed, func(w io.Writer) error { return code.PNG(w, qrWidth) })
	}
	return listed, err
}

// maxFileName leaves room in the shortest paths that systems take.
const maxFileName = 60

// fileName is what of a text can stand in any system's file name.
func fileName(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name := strings.Join(words, "-")
	if len(name) > maxFileName {
		name = strings.TrimRight(name[:maxFileName], "-")
	}
	if name == "" || device.MatchString(name) {
		return "member" + name
	}
	return name
}

// device names what Windows takes for one, whatever its ending.
var device = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// CodeFile names the file of one QR code.
func CodeFile(member, offer, ending string) string {
	return "qr-" + fileName(member+" "+offer) + ending
}
