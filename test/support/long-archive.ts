/** Made long by repeating one chunk before itself, each time a chunk of its own: $1 is it, $2 how many, and $3 how long it is. */
export const LENGTHEN = `
  INSERT INTO audio_chunks (id, request, index, piece, frames, cut_points, starts_at, play_frames, text, words, voice,
    blob_key, sha256, peaks)
  SELECT gen_random_uuid(), request, index + nth, piece + nth, frames, cut_points, starts_at - nth * $3::float8, play_frames,
    text, words, voice, blob_key, sha256, peaks
  FROM audio_chunks, generate_series(1, $2::int) AS nth WHERE id = $1`;
