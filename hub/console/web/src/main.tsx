import { KitTheme, startTexts } from '@integration/web-kit';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/client';
import './console.css';
import { router } from './router';
import { en } from './texts/en';
import { zh } from './texts/zh';

startTexts(zh, en);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <KitTheme><RouterProvider router={router} /></KitTheme>
    </QueryClientProvider>
  </StrictMode>,
);
