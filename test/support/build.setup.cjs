module.exports = async () => {
  const { buildIfStale } = await import('../../longwave.mjs');
  buildIfStale();
};
