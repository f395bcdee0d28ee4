package desktop

import (
	"context"
	"encoding/json"
	"io"
)

// checkFileVersion is the form of an exported check.
const checkFileVersion = 1

// checkFile is a check as a file: what the screen shows of it, as proof for
// somebody who has not this application.
type checkFile struct {
	Format    string    `json:"format"`
	Version   int       `json:"version"`
	Workspace string    `json:"workspace"`
	Check     CheckView `json:"check"`
}

// ExportJSON writes a check as a JSON file.
func (c *Checks) ExportJSON(id string) (ExportedFile, error) {
	return do(c.app, func(s *session) (ExportedFile, error) {
		ctx := context.Background()
		view, err := s.checkByID(ctx, id)
		if err != nil {
			return ExportedFile{}, err
		}
		w, err := s.store.Workspace(ctx)
		if err != nil {
			return ExportedFile{}, err
		}
		return s.export("test-purchase-"+s.today()+".json", func(out io.Writer) (int, error) {
			file := json.NewEncoder(out)
			file.SetIndent("", "  ")
			return len(view.Steps), file.Encode(checkFile{Format: "Linkledger test purchase check", Version: checkFileVersion, Workspace: w.Name, Check: view})
		})
	})
}
